import ArgumentParser
import Manifests

/// The tarball of `make dist` that a workflow downloads.
struct CIProgram {
  let address: ProgramAddress
  let digest: Digest

  static let addressHelp = ArgumentHelp("Address of make dist's tarball, https:// or file://.", valueName: "url")
  static let digestHelp = ArgumentHelp("The tarball's digest.", valueName: "digest")
}

/// An address of nothing but the characters of a URL, without those that a workflow's YAML, shell or host would expand.
struct ProgramAddress: ExpressibleByArgument {
  let text: String

  init?(argument: String) {
    let scheme = ["https://", "file:///"].first { argument.hasPrefix($0) }
    guard let scheme, argument.utf8.count > scheme.utf8.count, argument.utf8.allSatisfy(Self.isPlain) else {
      return nil
    }
    text = argument
  }

  static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~:/?#[]@!&()*+,;=%".utf8.contains(byte)
    }
  }
}
