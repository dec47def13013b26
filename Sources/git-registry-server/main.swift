import ArgumentParser
import Glibc

// Not asynchronous: a main function that is unwinds all frames of a static program.
signal(SIGPIPE, SIG_IGN)
ServerCommand.main()
