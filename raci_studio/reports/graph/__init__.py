"""Pictures of the task graph: what is drawn, where it stands, and the drawing as SVG, PNG or PDF; all without Qt."""
