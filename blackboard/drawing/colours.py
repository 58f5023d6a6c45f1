"""The colours of drawings: a palette for what is drawn, and the colours of the page around it."""

# Okabe and Ito's palette: told apart by colour-blind readers, and here never used alone.
BLUE, SKY, GREEN = "#0072B2", "#56B4E9", "#009E73"
VERMILLION, YELLOW, PURPLE = "#D55E00", "#F0E442", "#CC79A7"

# What these are depends on the theme of the page.
INK, MUTED, PAPER, RULE = "ink", "muted", "paper", "rule"
