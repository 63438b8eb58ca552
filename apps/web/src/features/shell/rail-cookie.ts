export const railCookie = 'rail'
