"""What stock nbgrader commands, formgrader and this project's own commands agree on."""

c = get_config()  # noqa: F821, traitlets provides it
c.CourseDirectory.course_id = "backpropagation"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "course"
c.Execute.timeout = 60  # seconds a cell
c.Execute.extra_arguments = [
    "--HistoryManager.hist_file=:memory:",  # nbgrader's default: nothing is kept of a run
    "--IPKernelApp.log_level=40",  # errors only: a loopback kernel is not worth a warning each
]
