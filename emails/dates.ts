export * from '#app/locales/dates';
