namespace Microsoft.Azure.Functions.Worker;

/// <summary>The key that the host asks for before it runs an HTTP function.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
