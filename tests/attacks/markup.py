# Tries: scripts that run when somebody opens the feedback: in rich output, in what passes for a
#   picture, in text, in an exception, in a widget, in LaTeX.
# Holds: a page holds text and pictures of the submission, nothing that runs.
# Loses: affine_grad_W affine_grad_x
# Shares: leaves

# %% affine_grad_W
from IPython.display import HTML, SVG, Javascript, Latex, Markdown

_SCRIPT = "<script>alert('hostile')</script><img src=x onerror=alert('hostile')>"
display(HTML(_SCRIPT), Javascript("alert('hostile')"), Latex(r"\href{javascript:alert('hostile')}{x}"))
display(Markdown(f"[hostile](javascript:alert('hostile')) {_SCRIPT}"))
display(SVG(f'<svg xmlns="http://www.w3.org/2000/svg"><script>alert("hostile")</script></svg>'))
display({"image/png": "iVBORw0KGgo=\"><script>alert('hostile')</script>", "text/plain": _SCRIPT}, raw=True)
display({"image/png": "iVBORw0KGgo=", "application/vnd.jupyter.widget-view+json": {"model_id": "x"}},
        metadata={"image/png": {"width": "\" onload=\"alert('hostile')"}}, raw=True)
print(_SCRIPT)
print("</pre></div></body></html>" + _SCRIPT)


# </script><script>alert('hostile')</script>
class _Script(Exception):
    pass


_Script.__name__ = _SCRIPT


def affine_grad_W(grad_y, x):
    print(_SCRIPT, "=HYPERLINK(hostile)")
    raise _Script(_SCRIPT)


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    raise ValueError("=HYPERLINK(\"http://hostile\")\x1b]0;hostile\x07" + _SCRIPT + "\ud800")
