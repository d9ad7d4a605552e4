package dev.dml.store;

import dev.dml.data.FileProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A store in a folder of this machine: an object is a file.
 *
 * <p>A file is written beside its place, forced to the disk and then linked to it, so that neither
 * a killed process nor a second writer leaves half a file or replaces one.
 *
 * @param folder the folder; it is made when the first object is
 */
public record FolderStore(Path folder) implements ObjectStore {

  private static final String UNFINISHED = ".unfinished";

  /** Makes the path absolute, since names are compared with it. */
  public FolderStore {
    folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public Optional<InputStream> open(String name) {
    try {
      return Optional.of(Files.newInputStream(path(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException(path(name) + " cannot be read: " + FileProblem.of(e), e);
    }
  }

  @Override
  public boolean create(String name, Content content) {
    Path path = path(name);
    if (Files.exists(path)) {
      return false;
    }
    try {
      Files.createDirectories(path.getParent());
      Path unfinished = Files.createTempFile(path.getParent(), "", UNFINISHED);
      try {
        write(unfinished, content);
        Files.createLink(path, unfinished);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new StoreException(
          path
              + " cannot be written: "
              + FileProblem.of(e)
              + "; choose another directory or free some space",
          e);
    }
  }

  private static void write(Path file, Content content) throws IOException {
    try (InputStream in = content.stream().get();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      channel.force(true);
    }
  }

  @Override
  public List<String> names(String prefix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try {
      Files.walkFileTree(folder, listing(prefix, names));
    } catch (IOException e) {
      throw new StoreException(folder + " cannot be read: " + FileProblem.of(e), e);
    }
    Collections.sort(names);
    return names;
  }

  private FileVisitor<Path> listing(String prefix, List<String> names) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (attributes.isRegularFile() && name.startsWith(prefix) && !name.endsWith(UNFINISHED)) {
          names.add(name);
        }
        return FileVisitResult.CONTINUE;
      }

      /** What another process was writing may have found its place meanwhile. */
      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        return e instanceof NoSuchFileException
            ? FileVisitResult.CONTINUE
            : super.visitFileFailed(file, e);
      }
    };
  }

  @Override
  public boolean has(String name) {
    return Files.exists(path(name));
  }

  @Override
  public String location(String name) {
    return path(name).toString();
  }

  private Path path(String name) {
    Path path = folder.resolve(name).normalize();
    if (!path.startsWith(folder) || path.equals(folder)) {
      throw new IllegalArgumentException("the name " + name + " leads out of " + folder);
    }
    return path;
  }
}
