import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let manifestNotCanonical = Rule(
    "manifest-not-canonical", .snapshot, severity: .ignore, isAdjustable: true,
    summary: "a manifest that `git registry fmt` would rewrite",
    explanation: """
      The canonical form (block style, fixed order of keys, fixed quoting) makes a diff show what changed and nothing else.
      Off unless organization.yaml sets policy.rules.manifest-not-canonical to warning or error.
      """,
    example: """
      aliases: {champion: 1.2.0}
      """
  ) { change, facts, findings throws(GitError) in
    for manifest in [change.organization?.after].compactMap({ $0 }) { try judgeForm(of: manifest, change, &findings) }
    for manifest in change.members.compactMap(\.after) { try judgeForm(of: manifest, change, &findings) }
    for manifest in change.teams.compactMap(\.after) { try judgeForm(of: manifest, change, &findings) }
    for manifest in change.registries.compactMap(\.after) { try judgeForm(of: manifest, change, &findings) }
    for manifest in change.models.compactMap(\.after) { try judgeForm(of: manifest, change, &findings) }
    for manifest in change.versions.compactMap(\.after) { try judgeForm(of: manifest, change, &findings) }
    for manifest in change.candidates.compactMap(\.after) { try judgeForm(of: manifest, change, &findings) }
  }
}

private func judgeForm(
  of manifest: LoadedManifest<some Manifest>, _ change: Change, _ findings: inout Findings
) throws(GitError) {
  let text = String(decoding: try change.after.content(of: manifest.blob), as: UTF8.self)
  guard let canonical = manifest.canonicalText(of: text), canonical != text else { return }
  let line = zip(text.lines, canonical.lines).prefix { $0 == $1 }.count + 1
  findings.add(
    "the manifest is not in canonical form", at: SourceLocation(path: "\(manifest.path)", line: line, column: 1),
    help: "run git registry fmt")
}

extension String {
  fileprivate var lines: [Substring] { split(separator: "\n", omittingEmptySubsequences: false) }
}
