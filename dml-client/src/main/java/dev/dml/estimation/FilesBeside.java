package dev.dml.estimation;

import dev.dml.billing.Prices;
import dev.dml.wire.spec.NamedFiles;
import dev.dml.wire.spec.SpecFile;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files that a spec names beside the data. */
record FilesBeside(SpecFile spec) {

  /** What is in them, by the keys of the spec that name them. */
  Map<String, String> texts() {
    Map<String, String> files = new LinkedHashMap<>();
    NamedFiles.readBy(spec)
        .forEach(
            (key, file) -> {
              if (NamedFiles.BY_ROW.contains(key)) {
                files.put(key, new RowFile(key, file).csv());
              } else if (key.equals(NamedFiles.PRICES)) {
                files.put(key, Prices.text(file));
              }
            });
    return files;
  }
}
