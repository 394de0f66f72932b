using SegFunctions.Local.Commands;

return await LocalCommandLine.RunAsync(args, Console.Out, Console.Error);
