package dev.dml.learner;

import dev.dml.data.text.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of learner that a spec can name, with its settings.
 *
 * <pre>{@code
 * LearnerType.of("ridge", Ridge.class, "linear regression with an L2 penalty")
 *     .with(Setting.real("lambda", 1, 0, Double.MAX_VALUE, "weight of the penalty"), Ridge::lambda)
 *     .build(values -> new Ridge(values.get("lambda")));
 * }</pre>
 *
 * @param <L> the class of the learners
 */
public final class LearnerType<L extends Learner> {

  private final String name;
  private final Class<L> learnerClass;
  private final String description;
  private final List<Property<L, ?>> properties;
  private final Function<Values, L> constructor;

  private LearnerType(
      String name,
      Class<L> learnerClass,
      String description,
      List<Property<L, ?>> properties,
      Function<Values, L> constructor) {
    this.name = name;
    this.learnerClass = learnerClass;
    this.description = description;
    this.properties = List.copyOf(properties);
    this.constructor = constructor;
  }

  /** Begins the description of a learner type. */
  public static <L extends Learner> Builder<L> of(
      String name, Class<L> learnerClass, String description) {
    return new Builder<>(name, learnerClass, description);
  }

  /** The name in a spec, in lower case with hyphens. */
  public String name() {
    return name;
  }

  /** The class of the learners of this type. */
  public Class<L> learnerClass() {
    return learnerClass;
  }

  /** What the learner is, in a few words. */
  public String description() {
    return description;
  }

  /** The settings in the order of their documentation. */
  public List<Setting<?>> settings() {
    return properties.stream().<Setting<?>>map(Property::setting).toList();
  }

  /**
   * A learner with the given settings; those left out have their defaults.
   *
   * @param written the settings as written in a spec, by name
   * @throws InvalidSettings if any is unknown or illegal; it lists all that are
   */
  public L create(Map<String, ?> written) {
    Map<String, Object> values = new HashMap<>();
    Map<String, String> problems = new LinkedHashMap<>();
    for (Property<L, ?> property : properties) {
      Setting<?> setting = property.setting();
      values.put(setting.name(), setting.defaultValue());
      if (written.containsKey(setting.name())) {
        try {
          values.put(setting.name(), setting.read(written.get(setting.name())));
        } catch (IllegalArgumentException e) {
          problems.put(setting.name(), e.getMessage());
        }
      }
    }
    for (String key : written.keySet()) {
      if (!values.containsKey(key)) {
        problems.put(
            key,
            "is not a setting of "
                + name
                + "; "
                + Spelling.question(key, settingNames())
                + "legal: "
                + (properties.isEmpty() ? "none" : String.join(", ", settingNames())));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
    try {
      return constructor.apply(new Values(values));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettings(Map.of("", e.getMessage()));
    }
  }

  /**
   * When those of the settings written in a spec have no effect that have none beside the others,
   * by name. One that is as by default is not among them, because a spec that was written by a
   * program has all settings.
   *
   * @param learner what {@link #create} made of the settings
   */
  public Map<String, String> withoutEffect(Map<String, ?> written, Learner learner) {
    L typed = learnerClass.cast(learner);
    Map<String, String> idle = new LinkedHashMap<>();
    Set<String> changed = label(learner).changed();
    for (Property<L, ?> property : properties) {
      String setting = property.setting().name();
      if (written.containsKey(setting) && changed.contains(setting)) {
        property.idle().apply(typed).ifPresent(when -> idle.put(setting, when));
      }
    }
    return idle;
  }

  /** The settings of a learner of this type as a spec would write them: all of them, by name. */
  public Map<String, Object> describe(Learner learner) {
    L typed = learnerClass.cast(learner);
    Map<String, Object> written = new LinkedHashMap<>();
    properties.forEach(property -> written.put(property.setting().name(), property.write(typed)));
    return written;
  }

  /** The name of this type and the settings of a learner. */
  public LearnerLabel label(Learner learner) {
    Map<String, Object> settings = describe(learner);
    Map<String, Object> defaults = describe(create(Map.of()));
    Set<String> changed = new LinkedHashSet<>(settings.keySet());
    changed.removeIf(setting -> Objects.equals(settings.get(setting), defaults.get(setting)));
    return new LearnerLabel(name, settings, changed);
  }

  private List<String> settingNames() {
    return properties.stream().map(property -> property.setting().name()).toList();
  }

  @Override
  public String toString() {
    return name;
  }

  /**
   * Every problem of a learner's settings, by setting; the empty name stands for the learner as a
   * whole.
   */
  public static final class InvalidSettings extends IllegalArgumentException {

    private static final long serialVersionUID = 1;
    private final transient Map<String, String> problems;

    InvalidSettings(Map<String, String> problems) {
      super(
          problems.entrySet().stream()
              .map(problem -> (problem.getKey() + " " + problem.getValue()).strip())
              .collect(Collectors.joining("; ")));
      this.problems = new LinkedHashMap<>(problems);
    }

    /** What is wrong, by the name of the setting. */
    public Map<String, String> problems() {
      return Map.copyOf(problems);
    }
  }

  /** The values of all settings of a learner that is being created, by name. */
  public static final class Values {

    private final Map<String, Object> values;

    private Values(Map<String, Object> values) {
      this.values = values;
    }

    /** The value of a setting; the caller knows its type, which the setting has checked. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T get(String setting) {
      if (!values.containsKey(setting)) {
        throw new IllegalStateException("no setting " + setting + " was declared");
      }
      return (T) values.get(setting);
    }
  }

  /** A learner type in the making. */
  public static final class Builder<L extends Learner> {

    private final String name;
    private final Class<L> learnerClass;
    private final String description;
    private final List<Property<L, ?>> properties = new ArrayList<>();

    private Builder(String name, Class<L> learnerClass, String description) {
      this.name = name;
      this.learnerClass = learnerClass;
      this.description = description;
    }

    /** Adds a setting and how to read it off a learner. */
    public <T> Builder<L> with(Setting<T> setting, Function<L, T> getter) {
      return with(setting, getter, learner -> Optional.empty());
    }

    /**
     * Adds a setting that changes nothing beside some values of others.
     *
     * @param idle completes "has no effect ..."; empty for a learner on which it has one
     */
    public <T> Builder<L> with(
        Setting<T> setting, Function<L, T> getter, Function<L, Optional<String>> idle) {
      properties.add(new Property<>(setting, getter, idle));
      return this;
    }

    /** The type whose learners are made by a constructor from the values of its settings. */
    public LearnerType<L> build(Function<Values, L> constructor) {
      return new LearnerType<>(name, learnerClass, description, properties, constructor);
    }
  }

  private record Property<L, T>(
      Setting<T> setting, Function<L, T> getter, Function<L, Optional<String>> idle) {

    Object write(L learner) {
      return setting.write(getter.apply(learner));
    }
  }
}
