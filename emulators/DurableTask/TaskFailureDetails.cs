using System.Text.Json.Serialization;

namespace Microsoft.DurableTask;

/// <summary>An exception as the history keeps it: names and texts, no object.</summary>
public record TaskFailureDetails
{
    [JsonConstructor]
    internal TaskFailureDetails(string errorType, string errorMessage, string? stackTrace, TaskFailureDetails? innerFailure)
    {
        ErrorType = errorType;
        ErrorMessage = errorMessage;
        StackTrace = stackTrace;
        InnerFailure = innerFailure;
    }

    /// <summary>The exception's type with its namespace.</summary>
    public string ErrorType { get; init; }

    public string ErrorMessage { get; init; }

    public string? StackTrace { get; init; }

    public TaskFailureDetails? InnerFailure { get; init; }

    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var inner = exception switch
        {
            TaskFailedException failed => failed.FailureDetails,
            { InnerException: { } cause } => FromException(cause),
            _ => null,
        };
        return new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner);
    }

    /// <summary>True when the type is <typeparamref name="T"/> or derives from it; false when no loaded assembly has the type.</summary>
    public bool IsCausedBy<T>()
        where T : Exception =>
        IsCausedBy(typeof(T));

    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        var type = Type.GetType(ErrorType)
            ?? targetBaseExceptionType.Assembly.GetType(ErrorType)
            ?? AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(ErrorType)).FirstOrDefault(found => found is not null);
        return type is not null && targetBaseExceptionType.IsAssignableFrom(type);
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
