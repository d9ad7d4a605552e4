package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dml.learner.Learner;
import dev.dml.learner.ensemble.Auto;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.learner.ensemble.Combination;
import dev.dml.learner.ensemble.CombinationLoss;
import dev.dml.learner.ensemble.Ensemble;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads candidates, as a list, in which they are called as their types, or by name, and how they
 * are combined.
 */
final class EnsembleReader {

  static final String CANDIDATES = "candidates";
  static final String COMBINE = "combine";
  static final String LOSS = "loss";

  private final SpecNode node;
  private final JsonNode candidates;
  private final One one;

  /** Reads one learner at a place. */
  @FunctionalInterface
  interface One {
    Optional<Learner> read(SpecNode section, String name, JsonNode value);
  }

  EnsembleReader(SpecNode node, JsonNode value, One one) {
    this.node = node;
    this.candidates = value.path(CANDIDATES);
    this.one = one;
  }

  static boolean isEnsemble(JsonNode value) {
    return value.has(CANDIDATES);
  }

  static boolean isAuto(JsonNode value) {
    return (value.isTextual() ? value : value.path("type")).asText().equals(Auto.NAME);
  }

  Optional<Ensemble> read() {
    node.has(CANDIDATES);
    Combination combination =
        node.choice(COMBINE, byName(Combination.values()), Combination.SHORT_STACKING);
    CombinationLoss loss =
        node.choice(LOSS, byName(CombinationLoss.values()), CombinationLoss.SQUARED_ERROR);
    if (combination == Combination.AVERAGE && loss != CombinationLoss.SQUARED_ERROR) {
      node.problem(LOSS, "has no effect with combine: average");
    }
    node.refuseOtherKeys();
    List<Candidate> read = candidates.isArray() ? list() : named();
    int written = candidates.size();
    if (!candidates.isContainerNode() || written == 0) {
      node.problem(
          CANDIDATES, "must be a list of learners, or learners by name, but was " + candidates);
    }
    return written == 0 || read.size() < written
        ? Optional.empty()
        : Optional.of(new Ensemble(read, combination, loss));
  }

  private List<Candidate> list() {
    List<Candidate> read = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int position = 0;
    for (JsonNode candidate : candidates) {
      String place = CANDIDATES + "[" + position++ + "]";
      String type = candidate.isTextual() ? candidate.asText() : candidate.path("type").asText();
      candidate(node, place, candidate)
          .ifPresent(learner -> read.add(new Candidate(unused(type, names), learner)));
    }
    return read;
  }

  /** The name of a type, with a number behind it from the second on. */
  private static String unused(String type, Set<String> names) {
    String name = type;
    for (int number = 2; !names.add(name); number++) {
      name = type + "-" + number;
    }
    return name;
  }

  private List<Candidate> named() {
    List<Candidate> read = new ArrayList<>();
    SpecNode section = node.object(CANDIDATES);
    section
        .entries()
        .forEach(
            (name, candidate) -> {
              if (Candidate.isName(name)) {
                candidate(section, name, candidate)
                    .ifPresent(learner -> read.add(new Candidate(name, learner)));
              } else {
                node.problem(
                    CANDIDATES,
                    "a name must be a letter and up to 59 letters, digits, dots, hyphens and"
                        + " underscores, but was "
                        + name);
              }
            });
    return read;
  }

  private Optional<Learner> candidate(SpecNode section, String name, JsonNode value) {
    if (isEnsemble(value) || isAuto(value)) {
      section.problem(name, "must be one learner, but has candidates of its own");
      return Optional.empty();
    }
    Optional<Learner> read = one.read(section, name, value);
    if (read.isPresent() && read.get() instanceof Ensemble) {
      section.problem(name + ".tune_on", "must be training for a candidate, but was all");
      return Optional.empty();
    }
    return read;
  }

  private static <T> Map<String, T> byName(T[] values) {
    Map<String, T> byName = new LinkedHashMap<>();
    for (T value : values) {
      byName.put(value.toString(), value);
    }
    return byName;
  }
}
