namespace SegFunctions.Infra.Tests.Settings;

/// <summary>A value that an app reads.</summary>
/// <param name="Name">With colons; <c>n</c> stands for an index, as in <c>Accounts:Keys:n:Account</c>.</param>
/// <param name="Default">As a person would write it; <c>–</c> for none.</param>
internal sealed record Setting(string Name, string Default)
{
    public const string NoDefault = "–";
}
