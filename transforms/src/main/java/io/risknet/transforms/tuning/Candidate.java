package io.risknet.transforms.tuning;

import java.io.Serializable;

/**
 * What a strategy wants to know: how good a point is.
 *
 * @param point what to try
 * @param budget how much to spend on it
 */
record Candidate(Point point, Budget budget) implements Serializable {}
