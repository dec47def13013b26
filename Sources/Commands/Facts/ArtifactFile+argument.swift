import Actions
import Blobs
import Manifests

extension ArtifactFile {
  /// Reads `PATH[=TYPE]`: split at the last `=`, unless a file of the whole name exists.
  static func files(_ argument: String, following links: FolderLinks) throws -> [ArtifactFile] {
    guard !FileSystem.exists(argument), let split = argument.lastIndex(of: "=") else {
      return try files(argument, type: Artifact.modelType, following: links)
    }
    return try files(
      String(argument[..<split]), type: String(argument[argument.index(after: split)...]), following: links)
  }

  /// The file itself under its name, or the files of a folder under their paths in it.
  static func files(_ source: String, type: String, following links: FolderLinks) throws -> [ArtifactFile] {
    guard FileSystem.exists(source) else {
      throw CommandFailure(
        "there is no file '\(source)'\nhelp: write PATH or PATH=TYPE, relative to the current folder")
    }
    guard FileSystem.isFolder(source) else {
      let name = source.split(separator: "/").last.map(String.init) ?? source
      return [try regular(ArtifactFile(source: source, path: name, type: type))]
    }
    guard !FileSystem.exists("\(source)/.git") else {
      throw CommandFailure(
        "'\(source)' is a clone of git: its .git folder is not part of a model\nhelp: publish what it holds: git -C \(source) archive HEAD | tar -x -C FOLDER"
      )
    }
    let names: [String]
    do {
      names = try FileSystem.files(below: source, following: links)
    } catch {
      let help = links == .inside ? "; --follow-links also takes what its links lead to elsewhere" : ""
      throw CommandFailure("\(error)\nhelp: a folder is published whole or not at all\(help)")
    }
    let files = try names.map { try regular(ArtifactFile(source: "\(source)/\($0)", path: $0, type: type)) }
    guard !files.isEmpty else { throw CommandFailure("there is no file in the folder '\(source)'") }
    return files
  }

  private static func regular(_ file: ArtifactFile) throws -> ArtifactFile {
    guard FileSystem.isRegularFile(file.source) else {
      // A name that is not UTF-8 was read with a mark in place of what it has.
      let problem =
        file.source.unicodeScalars.contains("\u{FFFD}") ? "has a name that is not UTF-8" : "is not a regular file"
      throw CommandFailure("'\(file.source)' \(problem)")
    }
    return file
  }
}
