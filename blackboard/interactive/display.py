"""A picture where nothing runs: an image and its text alternative, as mime bundles hold them."""

from html import escape

Metadata = dict[str, dict[str, str | int]]  # by mime type


def image_bundle(png: str, alt: str, **size: int) -> tuple[dict[str, str], Metadata]:
    """Return data and metadata of an image with a text that says what it shows.

    Args:
        png: the image, in base64.
        alt: the text alternative.
        size: ``width`` and ``height`` in pixels, where they are not those of the image.
    """
    # JupyterLab and nbconvert's own template leave out the alternative text of an image/png.
    attributes = "".join(f'{name}="{pixels}" ' for name, pixels in size.items())
    html = (
        f'<img alt="{escape(alt)}" {attributes}style="max-width:100%;height:auto" '
        f'src="data:image/png;base64,{png}">'
    )
    data = {"text/html": html, "image/png": png, "text/plain": alt}
    return data, {"image/png": {"alt": alt, **size}}
