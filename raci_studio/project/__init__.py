"""The document on disk: the `.raci` file, its versions, the recovery journal, the locks."""
