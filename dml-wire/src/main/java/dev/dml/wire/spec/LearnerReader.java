package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.ensemble.Auto;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads learners: by the name of a type, with settings, or as candidates of which one is made. */
public final class LearnerReader {

  private static final LearnerTypes TYPES = LearnerTypes.installed();

  private LearnerReader() {}

  /**
   * The {@code learners} section of a spec. {@code auto} stands in for a learner that cannot be
   * read, so that nobody misses it.
   *
   * @param slots the slots of the model, as far as they are known, for an example
   */
  static Map<String, Learner> section(SpecNode spec, List<String> slots) {
    Map<String, Learner> learners = new LinkedHashMap<>();
    JsonNode all = spec.value("learners");
    if (all.isTextual()) {
      spec.problem(
          "learners",
          "must be a mapping of nuisances to learners, such as {"
              + slots.stream()
                  .map(slot -> slot + ": " + all.asText())
                  .collect(Collectors.joining(", "))
              + "}, but was "
              + all.asText()
              + "; left out, every nuisance has auto");
    } else if (spec.has("learners")) {
      SpecNode section = spec.object("learners");
      for (Map.Entry<String, JsonNode> entry : section.entries().entrySet()) {
        Optional<? extends Learner> learner = any(section, entry.getKey(), entry.getValue());
        learners.put(entry.getKey(), learner.isPresent() ? learner.get() : new Auto());
      }
    }
    return learners;
  }

  private static Optional<? extends Learner> any(SpecNode section, String name, JsonNode value) {
    if (EnsembleReader.isAuto(value)) {
      if (value.isObject()) {
        SpecNode node = section.object(name);
        node.has("type");
        node.refuseOtherKeys();
      }
      return Optional.of(new Auto());
    }
    return EnsembleReader.isEnsemble(value)
        ? new EnsembleReader(section.object(name), value, LearnerReader::candidate).read()
        : one(section, name, value, Stream.concat(Stream.of(Auto.NAME), names()).toList());
  }

  private static Optional<Learner> candidate(SpecNode section, String name, JsonNode value) {
    return one(section, name, value, names().toList());
  }

  /** A learner of a type, with the settings beside it. */
  private static Optional<Learner> one(
      SpecNode section, String name, JsonNode value, List<String> legal) {
    Map<String, Object> settings = new LinkedHashMap<>();
    if (value.isTextual()) {
      settings.put("type", value.asText());
    } else {
      value.properties().forEach(entry -> settings.put(entry.getKey(), plain(entry.getValue())));
    }
    Optional<String> typeName = Optional.ofNullable(settings.remove("type")).map(String::valueOf);
    Optional<LearnerType<?>> type = typeName.flatMap(TYPES::named);
    if (type.isEmpty()) {
      unknown(section, name + ".type", typeName, legal);
      return Optional.empty();
    }
    settings.keySet().removeAll(TuningReader.KEYS);
    boolean tuned = TuningReader.isTuned(value);
    TuningReader.KEYS.stream()
        .sorted()
        .filter(key -> !tuned && value.has(key))
        .forEach(key -> section.problem(name + "." + key, "has no effect without tune"));
    Optional<Learner> learner = create(type.get(), settings, name, section);
    learner.ifPresent(
        made ->
            type.get()
                .withoutEffect(settings, made)
                .forEach(
                    (setting, when) ->
                        section.problem(name + "." + setting, "has no effect " + when)));
    return tuned
        ? learner.flatMap(base -> new TuningReader(section.object(name, value)).read(base))
        : learner;
  }

  /** The learner in the form that programs write; see {@link LearnerForm#settings}. */
  public static Optional<? extends Learner> settings(SpecNode section, String name) {
    SpecNode node = section.object(name);
    JsonNode value = section.value(name);
    if (EnsembleReader.isEnsemble(value)) {
      return new EnsembleReader(
              node, value, (candidates, candidate, any) -> typed(candidates, candidate))
          .read();
    }
    return typed(section, name);
  }

  private static Optional<Learner> typed(SpecNode section, String name) {
    SpecNode node = section.object(name);
    Optional<String> typeName = node.requiredText("type");
    Map<String, Object> settings = new LinkedHashMap<>();
    node.object("settings")
        .entries()
        .forEach((setting, value) -> settings.put(setting, plain(value)));
    boolean tuned = node.has("tune");
    TuningReader.KEYS.forEach(node::has);
    node.refuseOtherKeys();
    Optional<LearnerType<?>> type = typeName.flatMap(TYPES::named);
    if (type.isEmpty()) {
      if (typeName.isPresent()) {
        unknown(node, "type", typeName, names().toList());
      }
      return Optional.empty();
    }
    Optional<Learner> learner = create(type.get(), settings, name, section);
    return tuned ? learner.flatMap(base -> new TuningReader(node).read(base)) : learner;
  }

  private static Stream<String> names() {
    return TYPES.all().stream().map(LearnerType::name);
  }

  private static void unknown(
      SpecNode node, String key, Optional<String> typeName, List<String> legal) {
    node.unknown(
        key,
        typeName.map(name -> "no learner is named " + name).orElse("is missing"),
        typeName.orElse(""),
        legal);
  }

  private static Optional<Learner> create(
      LearnerType<?> type, Map<String, Object> settings, String name, SpecNode section) {
    try {
      return Optional.of(type.create(settings));
    } catch (LearnerType.InvalidSettings e) {
      e.problems()
          .forEach(
              (setting, problem) ->
                  section.problem(setting.isEmpty() ? name : name + "." + setting, problem));
      return Optional.empty();
    }
  }

  static Object plain(JsonNode value) {
    if (value.isNumber()) {
      return value.numberValue();
    }
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    return value.isTextual() ? value.asText() : value.toString();
  }
}
