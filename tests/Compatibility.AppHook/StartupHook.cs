using System.Diagnostics;
using SegFunctions.Compatibility.AppHook;

/// <summary>The runtime looks for this name, without a namespace, in the assembly that <c>DOTNET_STARTUP_HOOKS</c> names, and calls it before the program.</summary>
internal static class StartupHook
{
    public static void Initialize() => DiagnosticListener.AllListeners.Subscribe(new HostBuilding(AppChanges.Make));
}
