package import ArgumentParser

/// What `git registry site build` takes. The command line describes it and hands it to the server, which has the pages.
package struct SiteOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The folder to write to: a new or an empty one, or one that an earlier build wrote.", valueName: "folder"),
    completion: .directory)
  package var folder: String

  @Option(help: ArgumentHelp("The revision to write; HEAD unless given.", valueName: "revision"))
  package var at: String?

  @Option(
    help: ArgumentHelp(
      "Registries of which visibility, with commas between: public, organization, restricted. public unless given.",
      valueName: "kind[,kind]"))
  package var include = "public"

  @Option(
    help: ArgumentHelp("Where the pages will be read, https://acme.github.io/models for example.", valueName: "url"))
  package var base: String?

  @Option(
    help: ArgumentHelp(
      "Which versions have a page: all, aliased or newest:N of each model. all unless given.", valueName: "which"))
  package var versions: Versions?

  @Option(
    help: ArgumentHelp(
      "The server from which files are downloaded, https://models.acme.org for example.", valueName: "url"))
  package var source: String?

  package enum Versions: ExpressibleByArgument, Hashable, Sendable {
    case all, aliased
    case newest(Int)

    package init?(argument text: String) {
      switch text {
      case "all": self = .all
      case "aliased": self = .aliased
      default:
        guard text.hasPrefix("newest:"), let count = Int(text.dropFirst("newest:".count)), count > 0 else { return nil }
        self = .newest(count)
      }
    }

    var text: String {
      switch self {
      case .all: "all"
      case .aliased: "aliased"
      case .newest(let count): "newest:\(count)"
      }
    }
  }

  /// The kinds that may be asked for.
  package static let kinds = ["public", "organization", "restricted"]

  /// Those that are asked for.
  package var included: [String] { include.split(separator: ",").map(String.init) }

  package init() {}

  package mutating func validate() throws {
    guard !included.isEmpty, included.allSatisfy(Self.kinds.contains) else {
      throw ValidationError("--include takes public, organization and restricted, with commas between")
    }
    for (name, address) in [("--base", base), ("--source", source)] {
      guard let address else { continue }
      let isWhole = ["https://", "http://"].contains { address.hasPrefix($0) && address.utf8.count > $0.utf8.count }
      guard isWhole, address.utf8.allSatisfy({ (0x21..<0x7f).contains($0) }), !address.contains("?"),
        !address.contains("#")
      else { throw ValidationError("\(name) takes an address, such as https://acme.github.io/models") }
    }
  }

  /// As words of a command line.
  package var words: [String] {
    let single = [
      ("--at", at), ("--include", include), ("--base", base), ("--versions", versions?.text), ("--source", source),
    ]
    return single.flatMap { name, value in value.map { [name, $0] } ?? [] } + ["--", folder]
  }
}
