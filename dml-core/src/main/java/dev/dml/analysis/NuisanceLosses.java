package dev.dml.analysis;

import dev.dml.inference.Mean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The losses of every nuisance that was learnt, as means over the repetitions, by the treatment
 * that names their tasks.
 */
public final class NuisanceLosses implements Analysis<Map<Integer, List<NuisanceLoss>>> {

  private final SortedMap<Integer, Map<Integer, List<NuisanceLoss>>> repetitions = new TreeMap<>();

  @Override
  public void accept(ScoredRepetition repetition) {
    Map<Integer, List<NuisanceLoss>> losses = new LinkedHashMap<>();
    repetition.groups().forEach(group -> losses.put(group.treatment(), group.losses()));
    repetitions.put(repetition.number(), losses);
  }

  @Override
  public Map<Integer, List<NuisanceLoss>> result() {
    Map<Integer, List<NuisanceLoss>> means = new LinkedHashMap<>();
    repetitions
        .sequencedValues()
        .getFirst()
        .forEach(
            (treatment, losses) -> {
              List<NuisanceLoss> ofTreatment = new ArrayList<>();
              for (int i = 0; i < losses.size(); i++) {
                int position = i;
                ofTreatment.add(
                    mean(
                        repetitions.values().stream()
                            .map(
                                repetition ->
                                    Objects.requireNonNull(repetition.get(treatment)).get(position))
                            .toList()));
              }
              means.put(treatment, ofTreatment);
            });
    return means;
  }

  private static NuisanceLoss mean(List<NuisanceLoss> losses) {
    NuisanceLoss first = losses.getFirst();
    return new NuisanceLoss(
        first.nuisance(),
        first.target(),
        mean(losses, NuisanceLoss::rmse),
        mean(losses, NuisanceLoss::constantRmse),
        meanOf(losses, NuisanceLoss::logLoss),
        meanOf(losses, NuisanceLoss::constantLogLoss),
        List.of());
  }

  private static double mean(List<NuisanceLoss> losses, ToDoubleFunction<NuisanceLoss> value) {
    return Mean.of(losses.size(), i -> value.applyAsDouble(losses.get(i)));
  }

  private static OptionalDouble meanOf(
      List<NuisanceLoss> losses, Function<NuisanceLoss, OptionalDouble> value) {
    return value.apply(losses.getFirst()).isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(mean(losses, loss -> value.apply(loss).orElseThrow()));
  }
}
