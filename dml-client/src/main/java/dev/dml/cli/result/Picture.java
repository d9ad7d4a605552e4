package dev.dml.cli.result;

import dev.dml.data.InvalidInput;
import dev.dml.file.Endings;
import dev.dml.file.OutputFile;
import dev.dml.plot.Raster;
import dev.dml.plot.Scene;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A file of a picture.
 *
 * @param file where it is written
 * @param kind what it shall be
 */
record Picture(OutputFile file, Kind kind) {

  /** What a picture can be. */
  enum Kind {
    SVG,
    PNG,
    PDF
  }

  /**
   * The picture that the name of a file stands for.
   *
   * @throws InvalidInput if it stands for none, or the file cannot be written
   */
  static Picture at(Path path) {
    Map<String, Kind> byEnding = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      byEnding.put("." + kind.name().toLowerCase(Locale.ROOT), kind);
    }
    Kind kind = new Endings<>(byEnding, "").of(path);
    return new Picture(OutputFile.at(path), kind);
  }

  void write(Scene scene) {
    switch (kind) {
      case SVG -> file.write(scene.svg());
      case PNG -> file.writeBytes(new Raster(scene).png());
      case PDF -> file.writeBytes(new Raster(scene).pdf());
    }
  }
}
