package dev.dml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of this program, as results and the command line state it.
 *
 * @param number such as {@code 1.2.0}
 */
public record Version(String number) {

  private static final String FILE = "version.properties";

  /** The version that the build wrote beside this class. */
  public static Version current() {
    try (InputStream in = Version.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the build left " + FILE + " out");
      }
      Properties properties = new Properties();
      properties.load(in);
      return new Version(properties.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return number;
  }
}
