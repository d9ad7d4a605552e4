package dev.dml.wire.spec.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.analysis.effects.CurveQuestion;
import dev.dml.analysis.effects.Heterogeneity;
import dev.dml.analysis.policy.PolicyQuestion;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.List;
import java.util.Optional;

/** Reads and writes the {@code effects} section of a spec. */
public final class EffectsReader {

  private static final String EFFECTS = "effects";
  private static final String GROUPS = "groups";

  private final SpecNode spec;

  public EffectsReader(SpecNode spec) {
    this.spec = spec;
  }

  /** What the section asks for; nothing if it is left out. */
  public Heterogeneity read() {
    SpecNode section = spec.object(EFFECTS);
    List<String> groups = section.texts(GROUPS).orElse(List.of());
    Optional<CurveQuestion> curve = CurveReader.read(section);
    Optional<PolicyQuestion> policy = PolicyReader.read(section);
    section.refuseOtherKeys();
    return new Heterogeneity(groups, curve, policy);
  }

  /** Writes the section, with every default, if anything is asked for. */
  public static void write(Heterogeneity asked, ObjectNode spec) {
    if (asked.equals(Heterogeneity.NONE)) {
      return;
    }
    ObjectNode section = spec.putObject(EFFECTS);
    if (!asked.groups().isEmpty()) {
      asked.groups().forEach(section.putArray(GROUPS)::add);
    }
    asked.curve().ifPresent(question -> CurveReader.write(question, section));
    asked.policy().ifPresent(question -> PolicyReader.write(question, section));
  }
}
