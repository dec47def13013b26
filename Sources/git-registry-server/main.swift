import ArgumentParser
import Glibc

// Not asynchronous: a main function that is unwinds all frames of a static program.
signal(SIGPIPE, SIG_IGN)
do {
  var command = try ServerCommand.parseAsRoot()
  do { try command.run() } catch let status as ExitCode { exit(status.rawValue) } catch {
    // The parser would put its usage behind what has nothing to do with it.
    Console.note("error: \(ServerCommand.message(for: error))\n")
    exit(ServerCommand.exitCode(for: error).rawValue)
  }
} catch { ServerCommand.exit(withError: error) }
