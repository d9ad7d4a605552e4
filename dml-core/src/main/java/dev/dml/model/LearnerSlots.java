package dev.dml.model;

import dev.dml.learner.Learner;
import dev.dml.learner.LearnerLabel;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.Auto;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.learner.ensemble.CombinationLoss;
import dev.dml.learner.ensemble.Ensemble;
import dev.dml.learner.ensemble.LearnerLabels;
import dev.dml.learner.ensemble.Tuned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which learner serves which nuisance: one named for the nuisance itself, such as {@code ml_g.d=2},
 * or for its kind, such as {@code ml_g0}, goes before one named for its slot, such as {@code ml_g}.
 */
public final class LearnerSlots {

  private static final LearnerTypes TYPES = LearnerTypes.installed();

  private final Map<String, Learner> byName;

  private LearnerSlots(Map<String, Learner> byName) {
    this.byName = byName;
  }

  /** Learners by the name of a slot or a nuisance. */
  public static LearnerSlots of(Map<String, Learner> byName) {
    return new LearnerSlots(new LinkedHashMap<>(byName));
  }

  /** The same with one learner more, or another one in its place. */
  public LearnerSlots with(String name, Learner learner) {
    Map<String, Learner> more = new LinkedHashMap<>(byName);
    more.put(name, learner);
    return new LearnerSlots(more);
  }

  /** The learner of a nuisance, if there is one. */
  public Optional<Learner> learner(Nuisance nuisance) {
    return written(nuisance)
        .map(
            learner ->
                switch (learner) {
                  case Auto auto -> auto.candidates(nuisance.targets().getFirst());
                  case Tuned tuned -> Ensemble.of(List.of(new Candidate("tuned", tuned)));
                  default -> learner;
                });
  }

  private Optional<Learner> written(Nuisance nuisance) {
    return Stream.of(nuisance.name(), nuisance.kind(), nuisance.slot())
        .filter(byName::containsKey)
        .map(byName::get)
        .findFirst();
  }

  /** The same for data of so many covariates, on which some sets of candidates depend. */
  public LearnerSlots on(int covariates) {
    Map<String, Learner> known = new LinkedHashMap<>(byName);
    known.replaceAll(
        (name, learner) -> learner instanceof Auto auto ? auto.on(covariates) : learner);
    return new LearnerSlots(known);
  }

  /** The learner of a nuisance in words; there must be one. */
  public LearnerLabel label(Nuisance nuisance) {
    LearnerLabel label = LearnerLabels.of(learner(nuisance).orElseThrow());
    return written(nuisance).orElseThrow() instanceof Auto
        ? new LearnerLabel(Auto.NAME, label.settings(), label.changed())
        : label;
  }

  /** The learners of a nuisance whose fits are tasks of their own: one, or several candidates. */
  public List<Candidate> candidates(Nuisance nuisance) {
    return learner(nuisance).map(LearnerSlots::candidates).orElse(List.of());
  }

  private static List<Candidate> candidates(Learner learner) {
    return learner instanceof Ensemble ensemble && ensemble.combination().isAcrossFolds()
        ? ensemble.candidates()
        : List.of(Candidate.sole(learner));
  }

  /**
   * The first of the nuisance's targets that its learner supports, if there is one. Candidates are
   * asked for one each; together they predict a probability if all of them do.
   */
  public Optional<Target> target(Nuisance nuisance) {
    Set<Target> targets = new LinkedHashSet<>();
    for (Candidate candidate : candidates(nuisance)) {
      Optional<Target> target = target(candidate.learner(), nuisance.targets());
      if (target.isEmpty()) {
        return target;
      }
      targets.add(target.get());
    }
    return targets.size() > 1 ? Optional.of(Target.MEAN) : targets.stream().findFirst();
  }

  /** The first of some targets that a learner supports, if there is one. */
  public static Optional<Target> target(Learner learner, Collection<Target> targets) {
    return targets.stream().filter(learner::supports).findFirst();
  }

  private Optional<Learner> learner(String name, String slot) {
    Learner own = byName.get(name);
    return Optional.ofNullable(own == null ? byName.get(slot) : own);
  }

  /**
   * What is wrong with these learners for a model, as far as can be said without data: names that
   * the model does not have, slots without a learner, learners that cannot answer what their slot
   * asks.
   *
   * @param treatments the names of the treatments
   * @param instruments the names of the instruments
   * @param predicted whether predictions of a nuisance are given, so that it needs no learner
   * @return one sentence per problem, beginning with its place in a spec
   */
  public List<String> problems(
      CausalModel model,
      List<String> treatments,
      List<String> instruments,
      Predicate<String> predicted) {
    List<String> problems = new ArrayList<>();
    Set<String> legal = new LinkedHashSet<>();
    for (Slot slot : model.slots(treatments, instruments)) {
      legal.add(slot.name());
      legal.addAll(slot.parts());
      problems.addAll(missing(slot, model, predicted));
      problems.addAll(idle(slot, model));
    }
    for (String name : byName.keySet()) {
      if (!legal.contains(name)) {
        problems.add(
            "learners."
                + name
                + ": "
                + model.name()
                + " has no such nuisance; legal: "
                + String.join(", ", legal));
      }
    }
    for (Slot slot : model.slots(treatments, instruments)) {
      problems.addAll(incapable(slot, model));
    }
    return problems;
  }

  private List<String> missing(Slot slot, CausalModel model, Predicate<String> predicted) {
    List<String> unserved =
        slot.needed().stream()
            .filter(name -> learner(name, slot.name()).isEmpty() && !predicted.test(name))
            .toList();
    if (unserved.isEmpty()) {
      return List.of();
    }
    String name =
        unserved.equals(slot.needed()) && slot.unused().isEmpty()
            ? slot.name()
            : String.join(", ", unserved);
    return List.of(
        "learners." + name + ": is missing; " + model.name() + " needs a learner for it");
  }

  /** Learners of a slot that are never asked. */
  private List<String> idle(Slot slot, CausalModel model) {
    List<String> problems = new ArrayList<>();
    for (String part : slot.parts()) {
      if (byName.containsKey(part) && slot.unused().contains(part)) {
        problems.add(idle(part, model.name() + " takes it as known"));
      }
    }
    List<String> needed = slot.needed();
    if (byName.containsKey(slot.name()) && !slot.parts().isEmpty()) {
      if (needed.isEmpty()) {
        problems.add(idle(slot.name(), model.name() + " takes all of it as known"));
      } else if (needed.stream().allMatch(byName::containsKey)) {
        problems.add(
            idle(
                slot.name(),
                String.join(" and ", needed)
                    + (needed.size() == 1
                        ? " has a learner of its own"
                        : " have learners of their own")));
      }
    }
    return problems;
  }

  private static String idle(String name, String why) {
    return "learners." + name + ": has no effect, since " + why;
  }

  private List<String> incapable(Slot slot, CausalModel model) {
    List<String> problems = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of(slot.name()));
    names.addAll(slot.parts());
    for (String name : names) {
      if (byName.containsKey(name)) {
        for (Candidate candidate : candidates(byName.get(name))) {
          if (target(candidate.learner(), slot.targets()).isEmpty()) {
            problems.add(
                refusal(
                    name,
                    candidate,
                    slot.targets().iterator().next(),
                    name + " of " + model.name()));
          }
        }
      }
    }
    return problems;
  }

  /**
   * Why the learner of a nuisance cannot serve it with these data.
   *
   * @return one sentence, or empty if it can serve it or there is no learner
   */
  public Optional<String> refusal(Nuisance nuisance) {
    if (learner(nuisance).isEmpty()) {
      return Optional.empty();
    }
    if (target(nuisance).isPresent()) {
      return idleLoss(nuisance);
    }
    String name = byName.containsKey(nuisance.name()) ? nuisance.name() : nuisance.slot();
    return candidates(nuisance).stream()
        .filter(candidate -> target(candidate.learner(), nuisance.targets()).isEmpty())
        .findFirst()
        .map(
            candidate ->
                refusal(
                    name, candidate, nuisance.targets().getFirst(), nuisance.response().label()));
  }

  /**
   * Which setting of its learner does not fit data of so many covariates, in a sentence that begins
   * with the name by which a spec says it.
   */
  public Optional<String> refusal(Nuisance nuisance, int covariates) {
    return written(nuisance).orElseThrow() instanceof Tuned tuned
        ? tuned.refusal(covariates)
        : learner(nuisance).orElseThrow().refusal(covariates);
  }

  private Optional<String> idleLoss(Nuisance nuisance) {
    return learner(nuisance)
        .filter(
            learner ->
                learner instanceof Ensemble ensemble
                    && ensemble.loss() == CombinationLoss.LOG_LOSS
                    && target(nuisance).orElseThrow() == Target.MEAN)
        .map(
            learner ->
                "learners."
                    + (byName.containsKey(nuisance.name()) ? nuisance.name() : nuisance.slot())
                    + ".loss: log-loss is for candidates that predict the probability of a 0/1"
                    + " variable, but these predict the mean of "
                    + nuisance.response().label()
                    + "; legal: squared-error");
  }

  private static String refusal(String name, Candidate candidate, Target wanted, String what) {
    List<String> capable =
        TYPES.all().stream()
            .filter(type -> type.create(Map.of()).supports(wanted))
            .map(type -> type.name())
            .toList();
    return "learners."
        + name
        + (candidate.name().isEmpty() ? "" : ".candidates." + candidate.name())
        + ": "
        + LearnerLabels.of(candidate.learner())
        + (wanted == Target.PROBABILITY
            ? " cannot predict a probability, which "
            : " cannot predict the mean of ")
        + what
        + (wanted == Target.PROBABILITY ? " is" : "")
        + "; legal: "
        + String.join(", ", capable);
  }
}
