package io.risknet.pipelines.freddiemac.synthetic;

import java.nio.file.Path;

/**
 * A written quarter.
 *
 * @param loans the origination file
 * @param performance the monthly performance file
 * @param loanLines lines of the origination file, dirty ones included
 * @param performanceLines lines of the performance file, dirty ones included
 * @param dirtyLines lines of both files that were spoilt or slipped in on purpose
 * @param bytes of both files
 */
public record QuarterFiles(
    Path loans,
    Path performance,
    long loanLines,
    long performanceLines,
    long dirtyLines,
    long bytes) {}
