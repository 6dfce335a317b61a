package io.risknet.transforms.records;

import java.util.List;

/**
 * A part of a file, read by one worker: the lines that start at a byte from {@code start} to {@code
 * end}, exclusive.
 *
 * @param file the file's full name
 * @param index 0 for the first range of the file, then 1, 2, ... by {@code start}
 * @param start where the range starts
 * @param end where it ends; in a compressed file, which is one range, the compressed size
 * @param gzip whether the file is compressed
 * @param positions where each wanted column stands in a line of this file, 0 the first
 * @param columns how many columns the file's header names, or 0 where there is no header
 */
public record FileRange(
    String file,
    int index,
    long start,
    long end,
    boolean gzip,
    List<Integer> positions,
    int columns) {

  /** Copies the positions. */
  public FileRange {
    positions = List.copyOf(positions);
  }
}
