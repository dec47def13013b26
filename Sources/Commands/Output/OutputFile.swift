import Blobs

/// A file that an option names, for what a command makes.
enum OutputFile {
  /// Replaces the file whole. A device or a pipe is written to: replacing it would take it from everybody.
  static func write(_ text: String, to file: String) throws {
    if FileSystem.exists(file), !FileSystem.isRegularFile(file) { return try FileSystem.write(text, to: file) }
    try FileSystem.replace(file, with: text)
  }
}
