package dev.dml.learner;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The learner types on the class path: the set is closed by what is deployed. */
public final class LearnerTypes {

  private final Map<String, LearnerType<?>> byName;

  private LearnerTypes(Map<String, LearnerType<?>> byName) {
    this.byName = byName;
  }

  /**
   * The types of all providers that {@link ServiceLoader} finds.
   *
   * @throws IllegalStateException if two providers use one name
   */
  public static LearnerTypes installed() {
    Map<String, LearnerType<?>> byName = new LinkedHashMap<>();
    for (LearnerProvider provider : ServiceLoader.load(LearnerProvider.class)) {
      for (LearnerType<?> type : provider.types()) {
        if (byName.putIfAbsent(type.name(), type) != null) {
          throw new IllegalStateException(
              "two providers on the class path define the learner "
                  + type.name()
                  + "; remove one of them");
        }
      }
    }
    return new LearnerTypes(byName);
  }

  /** All types, in the order of their providers. */
  public Collection<LearnerType<?>> all() {
    return byName.values();
  }

  /** The type with a name, if there is one. */
  public Optional<LearnerType<?>> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The names of those whose learners take sampling weights. */
  public List<String> takingWeights() {
    return byName.values().stream()
        .filter(type -> type.create(Map.of()).takesWeights())
        .<String>map(LearnerType::name)
        .toList();
  }

  /** The type of a learner, if it has one. */
  public Optional<LearnerType<?>> of(Learner learner) {
    return byName.values().stream()
        .filter(type -> type.learnerClass().isInstance(learner))
        .findFirst();
  }
}
