package dev.dml.cli.result;

import dev.dml.data.InvalidInput;
import dev.dml.file.OutputFile;
import dev.dml.plot.Raster;
import dev.dml.plot.Scene;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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
    PDF;

    private String ending() {
      return "." + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The picture that the name of a file stands for.
   *
   * @throws InvalidInput if it stands for none, or the file cannot be written
   */
  static Picture at(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(each -> name.endsWith(each.ending()))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "the output "
                            + path
                            + " must end in "
                            + Arrays.stream(Kind.values())
                                .map(Kind::ending)
                                .collect(Collectors.joining(", "))));
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
