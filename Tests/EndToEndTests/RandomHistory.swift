import Foundation
import TestSupport

/// A made-up way for a registry's branch to go on, the same for the same seed: commits with what they do to the files, where their parents
/// are and when they say they were made.
struct RandomHistory {
  /// What `git fast-import` reads; the tip is `refs/heads/h/SEED`.
  private(set) var stream = ""
  let actor: String
  let seed: UInt64

  private var random: SplitMix
  private var mark: Int
  private let base: [String: String]
  /// Seconds since 1970 of the commit that it starts from.
  private let start: Int

  /// - Parameters:
  ///   - base: the files of `refs/heads/base`, by path.
  ///   - start: that commit's time.
  init(seed: UInt64, from base: [String: String], start: Int) {
    self.seed = seed
    self.base = base
    self.start = start
    random = SplitMix(state: seed &* 0x9E37_79B9_7F4A_7C15)
    mark = 1
    actor = ["ada", "ada", "bob", "bob", "vera", "mallory"][Int(random.next() % 6)]
    var files = base
    var parent = ":1"
    for _ in 0..<(1 + pick(4)) { (parent, files) = step(on: parent, files) }
    stream += "reset refs/heads/h/\(seed)\nfrom \(parent)\n\n"
  }

  private mutating func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

  /// One commit on the branch: a plain one, a merge of something, a foxtrot, a revert.
  private mutating func step(on parent: String, _ files: [String: String]) -> (String, [String: String]) {
    switch pick(12) {
    case 0:  // A merge, whatever happened inside.
      var (inner, tree) = (parent, files)
      for _ in 0..<(1 + pick(2)) { (inner, tree) = (commit(changed(tree), on: [inner]), changed(tree)) }
      let result = pick(2) == 0 ? changed(files) : files
      return (commit(result, on: [parent, inner]), result)
    case 1 where pick(2) == 0:  // A foxtrot.
      let other = commit(files, on: [":1"])
      return (commit(files, on: [other, parent]), files)
    case 2:  // Something, and back again.
      let first = commit(changed(files), on: [parent])
      return (commit(files, on: [first]), files)
    case 3: return (commit(files, on: [parent]), files)
    default:
      let result = changed(files)
      return (commit(result, on: [parent]), result)
    }
  }

  private mutating func changed(_ files: [String: String]) -> [String: String] {
    var files = files
    let version = "registries/Models/m/versions/"
    let fact = "metrics:\n  auc: 0.\(1 + pick(9))\n"
    let head = "apiVersion: git-registry/v1\nkind: ModelVersion\n"
    switch pick(11) {
    case 0: files[version + "1.0.0.yaml"] = head + fact
    case 1...4: files[version + "1.0.\(1 + pick(3)).yaml"] = head + fact
    case 5: files[version + "0.9.0.yaml"] = head + fact
    case 6: files["members/\(["bob", "vera"][pick(2)]).yaml", default: ""] += "role: admin\n"
    case 7:
      files["registries/Models/n\(pick(2))/model.yaml"] =
        "apiVersion: git-registry/v1\nkind: Model\ndescription: \(pick(9))\n"
    case 8:
      files["registries/Models/m/model.yaml"] =
        "apiVersion: git-registry/v1\nkind: Model\naliases:\n  champion: 1.0.\(pick(3))\n"
    case 9: files = files.filter { !$0.key.hasSuffix("1.0.\(pick(2)).yaml") }
    default: files["notes.txt"] = "\(pick(3))\n"
    }
    return files
  }

  private mutating func commit(_ files: [String: String], on parents: [String]) -> String {
    mark += 1
    // Mostly later; now and then from another time.
    let time = pick(12) == 0 ? start + [-90_000, -80_000, 400_000_000][pick(3)] : start + mark
    let who = "Ada Lovelace <ada@acme.org> \(time) +0000"
    stream +=
      "commit refs/heads/scratch\nmark :\(Int(seed) * 100 + mark)\nauthor \(who)\ncommitter \(who)\ndata 2\nx\n\n"
    for (index, parent) in parents.enumerated() { stream += (index == 0 ? "from " : "merge ") + parent + "\n" }
    stream += "deleteall\n"
    for (path, content) in files.sorted(by: { $0.key < $1.key }) {
      stream += "M 100644 inline \(path)\ndata \(content.utf8.count)\n\(content)\n"
    }
    stream += "\n"
    return ":\(Int(seed) * 100 + mark)"
  }
}
