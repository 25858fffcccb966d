"""The Graph page: the tasks as boxes in lanes, drawn as `reports.graph` lays them out."""
