package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.analysis.Heterogeneity;
import java.util.List;

/** Reads and writes the {@code effects} section of a spec. */
final class EffectsReader {

  private static final String EFFECTS = "effects";
  private static final String GROUPS = "groups";

  private final SpecNode spec;

  EffectsReader(SpecNode spec) {
    this.spec = spec;
  }

  /** What the section asks for; nothing if it is left out. */
  Heterogeneity read() {
    SpecNode section = spec.object(EFFECTS);
    List<String> groups = section.texts(GROUPS).orElse(List.of());
    section.refuseOtherKeys();
    return new Heterogeneity(groups);
  }

  /** Writes the section, with every default, if anything is asked for. */
  static void write(Heterogeneity asked, ObjectNode spec) {
    if (asked.equals(Heterogeneity.NONE)) {
      return;
    }
    ObjectNode section = spec.putObject(EFFECTS);
    if (!asked.groups().isEmpty()) {
      asked.groups().forEach(section.putArray(GROUPS)::add);
    }
  }
}
