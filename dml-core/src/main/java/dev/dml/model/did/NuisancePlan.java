package dev.dml.model.did;

import dev.dml.model.Condition;
import dev.dml.model.Nuisance;
import dev.dml.model.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The nuisances of all cells, of which those that are the same function are learnt once and
 * predicted for all that need it: the propensity of a group in all periods with the same covariates
 * and controls, or the change of the controls for several groups.
 *
 * @param nuisances those that are learnt
 * @param names the name of the nuisance of each cell and kind
 */
record NuisancePlan(List<Nuisance> nuisances, Map<Cell, Map<String, String>> names) {

  static final NuisancePlan EMPTY = new NuisancePlan(List.of(), Map.of());

  NuisancePlan {
    nuisances = List.copyOf(nuisances);
    names = Map.copyOf(names);
  }

  /** The name of the nuisance that a cell has of a kind. */
  String name(Cell cell, String kind) {
    return Objects.requireNonNull(Objects.requireNonNull(names.get(cell)).get(kind));
  }

  /** Learns what the nuisances of these cells have in common once. */
  static NuisancePlan of(Map<Cell, List<Nuisance>> byCell) {
    Map<Function, Nuisance> learnt = new LinkedHashMap<>();
    Map<Cell, Map<String, Function>> functions = new LinkedHashMap<>();
    byCell.forEach(
        (cell, nuisances) ->
            nuisances.forEach(
                nuisance -> {
                  Function function = Function.of(nuisance);
                  learnt.merge(
                      function,
                      nuisance.named(nuisance.name() + "." + cell.label()),
                      NuisancePlan::both);
                  functions
                      .computeIfAbsent(cell, any -> new LinkedHashMap<>())
                      .put(nuisance.name(), function);
                }));
    Map<Cell, Map<String, String>> names = new LinkedHashMap<>();
    functions.forEach(
        (cell, byKind) -> {
          Map<String, String> named = new LinkedHashMap<>();
          byKind.forEach(
              (kind, function) ->
                  named.put(kind, Objects.requireNonNull(learnt.get(function)).name()));
          names.put(cell, named);
        });
    return new NuisancePlan(new ArrayList<>(learnt.values()), names);
  }

  /** The first, predicted for the rows of both. */
  private static Nuisance both(Nuisance one, Nuisance other) {
    List<Condition> united = new ArrayList<>();
    for (int i = 0; i < one.domain().predicted().size(); i++) {
      Condition of = one.domain().predicted().get(i);
      TreeSet<Double> values = new TreeSet<>(of.values());
      values.addAll(other.domain().predicted().get(i).values());
      united.add(new Condition(of.variable(), List.copyOf(values)));
    }
    return one.within(new Nuisance.Domain(one.domain().given(), united, one.domain().period()));
  }

  /** What is learnt, whatever it is called and wherever it is predicted. */
  private record Function(
      String kind, Response response, List<Condition> given, Optional<String> period) {

    static Function of(Nuisance nuisance) {
      return new Function(
          nuisance.name(),
          nuisance.response(),
          nuisance.domain().given(),
          nuisance.domain().period());
    }
  }
}
