package io.risknet.transforms.records;

/**
 * What was found in one range of a file.
 *
 * @param file the file's full name
 * @param range the index of the range in the file
 * @param bytes the length of its lines, decompressed
 * @param lines its lines, the header among them
 * @param rows its rows, without the rejected ones
 * @param rejected its rejected lines, of which the first thousand are kept as {@link Reject}s
 */
public record RangeStats(
    String file, int range, long bytes, long lines, long rows, long rejected) {}
