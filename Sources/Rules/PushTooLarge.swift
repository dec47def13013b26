import Diagnostics
import GitObjects

extension Rule {
  static let pushTooLarge = Rule(
    "push-too-large", .push,
    summary: "a push with more references, files or bytes than the server judges",
    explanation: """
      A few kilobytes can unpack to gigabytes. Sizes are checked before contents are read. The server's git configuration sets the limits:
      registry.maxRefs, registry.maxTags, registry.maxChangedFiles, registry.maxManifestsSize, registry.maxFileSize, registry.maxFolderSize. An
      administrator may raise them for one large push.
      """,
    example: """
      a file of a gigabyte of zeros, which is small in a pack
      """
  ) { _, facts, findings throws(GitError) in
    for excess in facts.push?.excesses ?? [] {
      findings.add(
        "\(excess.what) is \(excess.actual), over the limit of \(excess.limit)", at: SourceLocation(path: excess.place),
        help: "push less at a time, or ask an administrator to raise \(excess.key)")
    }
  }
}
