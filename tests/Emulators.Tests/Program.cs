using Emulators.Tests;
using Emulators.Tests.ServiceBus;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// Runs the tests or, if a test started it as "child ROLE ARGUMENT", acts as the other process of a two-process test.
if (args is ["child", var role, var argument])
{
    // Ends with its parent, however the parent ends.
    _ = Task.Run(() =>
    {
        Console.In.ReadToEnd();
        Environment.Exit(0);
    });
    await ChildRoles.All[role](argument);
    return 0;
}

// The same as xunit's generated entry point.
return args.Any(argument => argument is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
