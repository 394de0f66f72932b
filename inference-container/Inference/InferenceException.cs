using SegFunctions.Contract;

namespace SegFunctions.Inference;

/// <summary>A failure that another attempt would repeat: the picture, the prompts or the networks are at fault.</summary>
public sealed class InferenceException : Exception
{
    /// <param name="code">A code for programs.</param>
    /// <param name="message">A sentence for human readers; it reaches the client.</param>
    public InferenceException(InferenceErrorCode code, string message)
        : this(code, message, null)
    {
    }

    public InferenceException(InferenceErrorCode code, string message, Exception? cause)
        : base(message, cause) => Code = code;

    public InferenceErrorCode Code { get; }

    public InferenceError ToError() => new(Code, Message);
}
