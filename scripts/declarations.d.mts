export function libraryDeclarations(): string;
