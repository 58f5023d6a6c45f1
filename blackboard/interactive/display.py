"""A picture where nothing runs: an image and its text alternative, as mime bundles hold them."""

from html import escape

from blackboard.interactive import style

Metadata = dict[str, dict[str, str | int]]  # by mime type
HINT = "This figure stands still: run its cell (again) to operate it."


def image_bundle(
    png: str, alt: str, name: str = "", size: tuple[int, int] | None = None
) -> tuple[dict[str, str], Metadata]:
    """Return data and metadata of an image with a text that says what it shows.

    Args:
        png: the image, in base64.
        alt: the text alternative.
        name: the class of the image in a page, "" for none.
        size: width and height in pixels, where they are not those of the image.
    """
    # JupyterLab and nbconvert's own template leave out the alternative text of an image/png.
    sides = {} if size is None else {"width": size[0], "height": size[1]}
    attributes = "".join(f'{key}="{pixels}" ' for key, pixels in sides.items())
    attributes = f'class="{name}" {attributes}' if name else attributes
    html = (
        f'<img alt="{escape(alt)}" {attributes}'
        f'style="max-width:100%;height:auto" src="data:image/png;base64,{png}">'
    )
    data = {"text/html": html, "image/png": png, "text/plain": alt}
    return data, {"image/png": {"alt": alt, **sides}}


def stand_in(image: str, message: str, name: str) -> str:
    """Return the HTML that stands for a figure's widgets while there are none.

    Args:
        image: the element of its picture.
        message: the line that belongs to the picture.
        name: the class that the figure's widgets have too.
    """
    rules = style.element(style.FIGURES + style.exchange(name))
    return (
        f'<div class="{style.STILL} {name}"><p role="note"><em>{HINT}</em></p>'
        f"{image}<p>{escape(message)}</p>{rules}</div>"
    )
