package dev.dml.wire.spec.analysis;

import dev.dml.analysis.Multiplier;
import dev.dml.analysis.MultiplierBootstrap;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code joint} section of a spec. */
public final class JointReader {

  private static final String JOINT = "joint";

  private final SpecNode spec;

  public JointReader(SpecNode spec) {
    this.spec = spec;
  }

  /** The bootstrap that is asked for, if any is. */
  public Optional<MultiplierBootstrap> read() {
    if (!spec.has(JOINT)) {
      return Optional.empty();
    }
    MultiplierBootstrap usual = MultiplierBootstrap.DEFAULT;
    SpecNode section = spec.object(JOINT);
    int draws =
        section
            .whole("draws", 2, MultiplierBootstrap.MOST)
            .map(Long::intValue)
            .orElse(usual.draws());
    Multiplier method = section.choice("method", methods(), usual.method());
    section.refuseOtherKeys();
    return Optional.of(new MultiplierBootstrap(draws, method));
  }

  private static Map<String, Multiplier> methods() {
    Map<String, Multiplier> byName = new LinkedHashMap<>();
    for (Multiplier method : Multiplier.values()) {
      byName.put(name(method), method);
    }
    return byName;
  }

  public static String name(Multiplier method) {
    return method.name().toLowerCase(Locale.ROOT);
  }
}
