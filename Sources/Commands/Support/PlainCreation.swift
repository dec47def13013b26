import ArgumentParser
import Manifests

/// `version create REGISTRY/MODEL [VERSION]` with options that CI gives, each followed by its value: `--artifact`, `--log`,
/// `--param`, `--metric`, `--tag`, `--alias`, `--bump`, and `--json`.
///
/// The parser takes 20 million instructions for the options of this command, publishing a version 10.
struct PlainCreation {
  private var words: [String] = []
  private var values: [String: [String]] = [:]
  private var json = false

  private static let options: Set<String> = [
    "--artifact", "--log", "--param", "--metric", "--tag", "--alias", "--bump",
  ]

  /// Nil for what the parser has to look at.
  init?(_ arguments: ArraySlice<String>) {
    var rest = arguments
    while let argument = rest.popFirst() {
      if argument == "--json", !json {
        json = true
      } else if Self.options.contains(argument) {
        guard let value = rest.popFirst(), !value.isEmpty, !value.hasPrefix("-") else { return nil }
        values[argument, default: []].append(value)
      } else {
        guard !argument.isEmpty, !argument.hasPrefix("-") else { return nil }
        words.append(argument)
      }
    }
  }

  /// The command as the parser would make it; nil where it would refuse something.
  var command: VersionCreateCommand? {
    guard (1...2).contains(words.count), let reference = Reference(words[0]), let facts, let number else { return nil }
    var command = VersionCreateCommand()
    command.reference = reference
    command.number = number
    command.facts = facts
    command.ordinal = nil
    command.alias = values["--alias"] ?? []
    command.options = .plain(json: json)
    return command
  }

  private var number: NumberOptions? {
    var number = NumberOptions()
    number.version = words.count > 1 ? words[1] : nil
    number.bump = nil
    if let bumps = values["--bump"] {
      guard words.count == 1, bumps.count == 1, let bump = NumberOptions.Bump(rawValue: bumps[0]) else { return nil }
      number.bump = bump
    }
    return number
  }

  private var facts: FactOptions? {
    guard let parameters = pairs("--param"), let metrics = pairs("--metric"), let tags = pairs("--tag") else {
      return nil
    }
    var facts = FactOptions()
    (facts.artifact, facts.log) = (values["--artifact"] ?? [], values["--log"] ?? [])
    facts.followLinks = false
    (facts.param, facts.metric, facts.tag) = (parameters, metrics, tags)
    (facts.from, facts.signature, facts.description, facts.algorithm) = (nil, nil, nil, nil)
    (facts.dropNan, facts.allowPointer) = (false, false)
    (facts.lineage, facts.sourceRepository, facts.sourceCommit, facts.job) = ([], nil, nil, nil)
    facts.run = nil
    return facts
  }

  private func pairs(_ option: String) -> [KeyValue]? {
    let texts = values[option] ?? []
    let pairs = texts.compactMap { KeyValue(argument: $0) }
    return pairs.count == texts.count ? pairs : nil
  }
}

extension WriteOptions {
  /// What the parser makes of no other option than `--json`.
  fileprivate static func plain(json: Bool) -> WriteOptions {
    var options = WriteOptions()
    options.place = .here
    (options.dryRun, options.dropComments, options.push, options.json) = (false, false, false, json)
    (options.branch, options.message, options.remote) = (nil, nil, nil)
    return options
  }
}
