"""The matrix: columns, two models over one document, a delegate, a view with Excel's habits."""
