import Git
import Rules
import TestSupport
import Testing

/// Whatever git takes for one of its own files on HFS+ or NTFS is refused, of artifacts and in trees; git itself is asked.
struct GitFileNameTests {
  private static let files = [".git", ".gitmodules", ".gitattributes", ".gitignore", ".mailmap"]

  private static let shortNames = [
    "git~1", "git~2", "git~10", "gitmod~1", "gitmod~4", "gitmod~5", "gitatt~2", "gitign~3", "mailma~4", "gi7eba~1",
    "gi7eba~9",
    "gi7eb~10", "gi7e~100", "g~100000", "~1000000", "gi7eba~0", "gi7eb~1x", "gi7d29~1", "gi250a~1", "maba30~1",
    "maba3~12",
    "gi7ebb~1", "xi7eba~1", "gi7eba~12", "gitmod~12", "gi7eb\u{e9}~1",
  ]

  /// What HFS+ ignores, and what it does not.
  private static let marks = [
    "\u{200c}", "\u{200d}", "\u{200e}", "\u{200f}", "\u{202a}", "\u{202e}", "\u{206a}", "\u{206f}", "\u{feff}",
    "\u{200b}",
    "\u{2060}", "\u{301}", "\u{ad}",
  ]

  private static let ends = ["", ".", " ", " . .", ":x", "::$INDEX_ALLOCATION", " :x", "x", "~1", ".x", " x"]

  private static var names: [String] {
    var names: [String] = []
    for file in files + shortNames {
      for end in ends { names += [file + end, file.uppercased() + end] }
    }
    for file in files {
      for mark in marks {
        for place in [0, 1, 2, file.count] {
          let index = file.index(file.startIndex, offsetBy: place)
          names.append(file[..<index] + mark + file[index...])
        }
        names.append(mark + file.uppercased() + mark + mark)
      }
    }
    return names + [
      "", ".", "..", "...", "git", "g", ".g", "model.onnx", "con", "\u{130}git", ".g\u{131}t", ".\u{ff47}it",
    ]
  }

  /// A tree for each name, with a link of that name in it: `git fsck` tells what it takes it for.
  @Test func isRefusedWhateverGitTakesForItsOwn() throws {
    let sandbox = try GitSandbox()
    try sandbox.git("init", "-q", "--bare", "repository.git")
    let repository = try Repository.open(at: sandbox.path("repository.git"))
    let blob = try repository.stage(.blob, Array("x".utf8))
    var trees: [String: String] = [:]
    for name in Set(Self.names) where !name.isEmpty {
      let entry = Array("120000 \(name)\0".utf8) + blob.bytes
      trees["\(try repository.stage(.tree, entry))"] = name
    }
    try repository.writeStagedObjects()
    let told = try sandbox.run("git", ["fsck", "--no-dangling", "--no-progress"], in: "repository.git")
    let lines = (told.output + told.error).split(separator: "\n")
    let words = ["hasDotgit", "gitmodulesSymlink", "gitattributesSymlink", "gitignoreSymlink", "mailmapSymlink"]
    var found = 0
    for line in lines where words.contains(where: { line.contains($0) }) {
      let name = try #require(trees.first { line.contains($0.key) }?.value)
      found += 1
      #expect(PathName.problem(of: Array(name.utf8)[...]) != nil || Self.isPlain(name), "\(line): '\(name)' in a tree")
      #expect(
        ArtifactPath.problem(of: "folder/\(name)") != nil || Self.isPlain(name), "\(line): '\(name)' of an artifact")
    }
    #expect(found > 300)
  }

  /// git lets them be files, and so do model folders from elsewhere.
  private static func isPlain(_ name: String) -> Bool {
    files.dropFirst().contains { $0.utf8.elementsEqual(name.utf8) }
  }

  @Test(
    "what git puts into no index",
    arguments: [
      ".git", "a/.GIT/b", "a/.g\u{200c}it", "git~1/x", "a/.git::$INDEX_ALLOCATION/x", ".git . /x", "a/../b", "a//b",
      "/a", "a/",
      ".git\\x", "a/git~1 .",
    ])
  func isNoPathOfAnArtifact(_ path: String) throws {
    let sandbox = try GitSandbox()
    try sandbox.git("init", "-q", "repository")
    let protection = ["-c", "core.protectHFS=true", "-c", "core.protectNTFS=true"]
    let entry = "100644,\(String(repeating: "1", count: 40)),\(path)"
    let result = try sandbox.run("git", protection + ["update-index", "--add", "--cacheinfo", entry], in: "repository")
    #expect(result.status != 0)
    #expect(ArtifactPath.problem(of: path) != nil)
  }
}
