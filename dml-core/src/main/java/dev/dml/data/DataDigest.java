package dev.dml.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The digest by which a data set is named. */
final class DataDigest {

  private DataDigest() {}

  /** The SHA-256 of names, roles and values, in hexadecimal; see {@link CausalData#digest}. */
  static String of(CausalData data) {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    digest(sha, "outcome", List.of(data.outcome()));
    digest(sha, "treatments", data.treatments());
    digest(sha, "instruments", data.instruments());
    digest(sha, "covariates", data.covariates().columns());
    // Modifiers and the texts of levels are left out, since no task reads them; roles that are not
    // there leave no trace.
    digestIfAny(sha, "clusters", data.clusters());
    digestIfAny(sha, "weights", data.weights().stream().toList());
    digestIfAny(sha, "estimand weights", data.estimandWeights().stream().toList());
    digestIfAny(sha, "expected estimand weights", data.expectedEstimandWeights().stream().toList());
    digestIfAny(sha, "unit", data.unit().stream().toList());
    digestIfAny(sha, "time", data.time().stream().toList());
    digestIfAny(sha, "beside", data.beside());
    digestIfAny(sha, "selected", data.selected().stream().toList());
    data.panel()
        .ifPresent(
            panel -> {
              for (Panel.Period period : panel.periods()) {
                sha.update(bytes("period\0" + period.name() + "\0" + period.time() + "\0"));
                digest(sha, "outcome", List.of(period.outcome()));
                digestIfAny(sha, "observed", period.observed().stream().toList());
                digest(sha, "covariates", period.covariates());
              }
            });
    for (List<Column> variable : data.covariates().variables()) {
      if (data.covariates().isReferenceLevel(variable.getFirst())) {
        sha.update(bytes("reference level\0" + variable.getFirst().name()));
        variable.stream().skip(1).forEach(level -> sha.update(bytes("level\0" + level.name())));
      }
    }
    if (data.preparation().missing() == MissingPolicy.NATIVE && data.covariates().hasMissing()) {
      sha.update(bytes("missing covariates are left to learners"));
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static void digestIfAny(MessageDigest sha, String role, List<Column> columns) {
    if (!columns.isEmpty()) {
      digest(sha, role, columns);
    }
  }

  private static void digest(MessageDigest sha, String role, List<Column> columns) {
    sha.update(bytes(role + "\0" + columns.size() + "\0"));
    double[] values = new double[1024];
    ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (Column column : columns) {
      sha.update(bytes(column.name() + "\0" + column.size() + "\0"));
      for (int from = 0; from < column.size(); from += values.length) {
        int count = Math.min(values.length, column.size() - from);
        column.copy(from, count, values);
        buffer.asDoubleBuffer().put(values, 0, count);
        sha.update(buffer.array(), 0, 8 * count);
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
