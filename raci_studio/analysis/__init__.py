"""What the matrix says: graph, measures, schedule, rules, findings. Imports core only, no Qt."""
