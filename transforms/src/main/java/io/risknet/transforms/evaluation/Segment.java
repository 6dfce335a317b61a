package io.risknet.transforms.evaluation;

/**
 * The rows that have a value in a column, such as a vintage.
 *
 * @param column the column
 * @param value the value as a delimited file would hold it; empty for rows in which it is missing
 */
public record Segment(String column, String value) {}
