package io.risknet.transforms.records;

/**
 * A file that a pattern matched.
 *
 * @param name its full name
 * @param bytes its size as it lies there
 * @param seekable whether reading may start anywhere in it
 */
record MatchedFile(String name, long bytes, boolean seekable) {}
