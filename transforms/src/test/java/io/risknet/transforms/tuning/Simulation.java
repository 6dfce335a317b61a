package io.risknet.transforms.tuning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/** Runs a strategy against a made-up ROC AUC of a point and a number of rounds, without Beam. */
final class Simulation {
  private final ToDoubleBiFunction<Point, Integer> rocAuc;
  private final List<UnitResult> results = new ArrayList<>();
  private final List<List<Candidate>> rounds = new ArrayList<>();

  private Simulation(ToDoubleBiFunction<Point, Integer> rocAuc) {
    this.rocAuc = rocAuc;
  }

  static Simulation run(SearchStrategy strategy, ToDoubleBiFunction<Point, Integer> rocAuc) {
    var simulation = new Simulation(rocAuc);
    for (int stage = 0; stage < strategy.stages(); stage++) {
      var suggested = strategy.suggest(stage, simulation.leaderboard());
      simulation.rounds.add(suggested);
      suggested.forEach(simulation::evaluate);
    }
    return simulation;
  }

  private void evaluate(Candidate candidate) {
    var trial =
        new Trial(
            "%08x".formatted(candidate.point().hashCode()) + candidate.point(),
            candidate.point(),
            1,
            1);
    Map<Integer, Double> areas = new HashMap<>();
    for (int number : candidate.budget().rounds()) {
      areas.put(number, rocAuc.applyAsDouble(candidate.point(), number));
    }
    var unit = Units.unit(trial, 0, candidate.budget(), 0);
    results.add(UnitResult.done(unit, Units.metrics(areas), false, 1, "1@host"));
  }

  Leaderboard leaderboard() {
    return Leaderboard.of(results, Units.ROC_AUC);
  }

  /** What was suggested in each round. */
  List<List<Candidate>> rounds() {
    return rounds;
  }

  /** The best value found. */
  double best() {
    return leaderboard().rows().get(0).mean();
  }
}
