package io.risknet.transforms.records;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the wanted columns stand in a file.
 *
 * @param positions the place of each wanted column in a line, 0 the first
 * @param count how many columns the header names, or 0 when there is no header
 */
record FileColumns(List<Integer> positions, int count) {

  /** Finds the columns by name in the file's header, or else by position in the format. */
  static FileColumns of(DelimitedFormat format, List<String> wanted, MatchedFile file, boolean gzip)
      throws IOException {
    if (!format.header()) {
      return new FileColumns(wanted.stream().map(format.columnNames()::indexOf).toList(), 0);
    }
    var names = header(format, file, gzip);
    return new FileColumns(
        wanted.stream().map(column -> position(column, names, file.name())).toList(), names.size());
  }

  private static int position(String column, List<String> names, String file) {
    int position = names.indexOf(column);
    checkArgument(
        position >= 0,
        "The file '%s' has no column '%s'; its header names %s.",
        file,
        column,
        names);
    checkArgument(
        position == names.lastIndexOf(column),
        "The header of the file '%s' names the column '%s' twice; rename one.",
        file,
        column);
    return position;
  }

  private static List<String> header(DelimitedFormat format, MatchedFile file, boolean gzip)
      throws IOException {
    var firstLine = new FileRange(file.name(), 0, 0, 1, gzip, List.of(), 0);
    var rejects = new RangeRejects(firstLine);
    var plain = format.withHeader(false).withColumns(List.of()).withMinColumns(0);
    try (var scanner = RangeScanner.open(plain, List.of(), firstLine, rejects)) {
      boolean found = scanner.next();
      checkArgument(
          rejects.count() == 0,
          "The first line of the file '%s' should name its columns, but %s.",
          file.name(),
          rejects.kept().stream().map(Reject::reason).findFirst().orElse("it is no row"));
      checkArgument(
          found, "The file '%s' is empty; its first line should name its columns.", file.name());
      var row = scanner.row();
      return IntStream.range(0, row.fields()).mapToObj(i -> row.field(i).strip()).toList();
    }
  }
}
