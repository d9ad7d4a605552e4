package dev.dml.data;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Objects;

/** Why a file could not be read or written, in words for a person. */
public final class FileProblem {

  private FileProblem() {}

  /** Words that follow a colon, such as {@code permission denied}. */
  public static String of(Exception trouble) {
    return switch (trouble) {
      case UncheckedIOException e -> of(Objects.requireNonNull(e.getCause()));
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException e -> e.getFile() + " is in the way";
      case FileSystemException e when e.getReason() != null -> begun(e.getReason());
      default ->
          trouble.getMessage() == null
              ? trouble.getClass().getSimpleName()
              : begun(trouble.getMessage());
    };
  }

  /** The system begins its reasons with a capital, as in "Is a directory". */
  private static String begun(String reason) {
    boolean isWord = reason.length() > 1 && Character.isLowerCase(reason.charAt(1));
    return isWord ? reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1) : reason;
  }
}
