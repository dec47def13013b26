import ArgumentParser
import Diagnostics
import Git
import Manifests

/// References on the command line. Each says what it takes where something else was given.
extension Reference: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
